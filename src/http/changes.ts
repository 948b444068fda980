/** A hint that something changed; whoever shows it reads it again. */
export interface Change {
  kind: 'message' | 'conversation' | 'channel' | 'dead_letter';
  messageId?: string;
  conversationId?: string;
  channelId?: string;
}

/** Tells of changes in this process as they happen. Hints may be missing or too many. */
export interface Changes {
  /** Returns the function that ends the subscription. The listener must not throw and must not take long. */
  subscribe(listener: (change: Change) => void): () => void;
}
