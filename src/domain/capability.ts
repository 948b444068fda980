import type { OutboundKind } from './content.ts';

/** `native`: the provider shows it as such; `degraded`: we say it in another way (`degrade.ts`); `rejected`: refused with a reason. */
export type CapabilityLevel = 'native' | 'degraded' | 'rejected';

/**
 * Lengths in Unicode code points, counts in items; `Infinity` where no limit is known. `headerText` 0: no headers at all, media neither;
 * `footer` 0: no footers.
 */
export interface ContentLimits {
  text: number;
  caption: number;
  /** Absent: `caption`. */
  videoCaption?: number;
  documentCaption?: number;
  /** How texts and captions are counted where that is not in code points. */
  textUnit?: 'utf16';
  interactiveText: number;
  listText: number;
  headerText: number;
  /** 0: a file cannot stand above an interactive message and goes ahead of it, though a text can. Absent: as headers of text. */
  headerFiles?: number;
  footer: number;
  buttons: number;
  buttonTitle: number;
  buttonId: number;
  listButton: number;
  listSections: number;
  listRows: number;
  listSectionTitle: number;
  listRowTitle: number;
  listRowDescription: number;
  listRowId: number;
  ctaLabel: number;
}

export interface Pacing {
  /** Messages a second for one sender. */
  perSecond: number;
  /** Messages that one person may get at once, then one every `pairSeconds`. */
  pairBurst: number;
  pairSeconds: number;
}

/** What a provider can do, as data: the centre checks before it sends. */
export interface Capabilities {
  content: Readonly<Record<OutboundKind, CapabilityLevel>>;
  limits: ContentLimits;
  /** How many senders one channel may have. */
  sendersPerChannel: number;
  /** Length of the customer service window; null if the provider has none. */
  windowMs: number | null;
  pacing: Pacing | { perSecond: number; pairBurst: null; pairSeconds: null };
  /** Whether received messages use up the sender's rate too. */
  inboundCountsTowardsRate: boolean;
  /** Statuses that the provider can report. */
  reportsRead: boolean;
  /** How doubt about a send ends (design: in doubt). */
  doubt: 'idempotent' | 'echo' | 'lookup' | 'none';
  /**
   * The provider's own codes of what is refused here before it could refuse it, so that both look the same. `codeToUserId`: an
   * authentication template for a person without a known phone number; absent: it may be sent.
   */
  refusalCodes?: { windowClosed?: string; codeToUserId?: string };
}
