/** What the REST API says with a code: HTTP status and message. https://www.twilio.com/docs/api/errors */
const REST: Readonly<Record<number, readonly [status: number, message: string]>> = {
  20001: [400, 'Invalid parameter'],
  20003: [401, 'Authenticate'],
  20005: [403, 'Account not active'],
  20404: [404, 'The requested resource was not found'],
  20429: [429, 'Too Many Requests'],
  20500: [500, 'Internal Server Error'],
  21211: [400, "Invalid 'To' Phone Number"],
  21212: [400, "Invalid 'From' Phone Number"],
  21408: [403, 'Permission to send a message has not been enabled for the region'],
  21602: [400, 'Message body is required.'],
  21603: [400, "A 'From' phone number is required."],
  21604: [400, "A 'To' phone number is required."],
  21606: [400, "The 'From' phone number provided is not a valid message-capable phone number for this destination."],
  21608: [400, 'The number is unverified. Trial accounts cannot send messages to unverified numbers.'],
  21610: [400, 'Attempt to send to unsubscribed recipient'],
  21611: [429, "This 'From' number has exceeded the maximum number of queued messages"],
  21617: [400, 'The concatenated message body exceeds the 1600 character limit'],
  21620: [400, 'Invalid media URL(s)'],
  21623: [400, 'Number of media files exceeds allowed limit'],
  21624: [400, 'The validity period parameter is out of range'],
  21654: [400, 'The ContentSid Required'],
  21655: [400, 'The ContentSid is Invalid'],
  21656: [400, 'The Content Variables parameter is invalid'],
  21701: [404, 'The Messaging Service does not exist'],
  21703: [400, 'The Messaging Service does not have a phone number available to send a message'],
  21910: [400, "Invalid 'From' and 'To' pair. 'From' and 'To' should be of the same channel"],
  35111: [400, "The 'SendAt' parameter is required for scheduled messages"],
  35114: [400, "The 'SendAt' timestamp is out of range"],
  35118: [400, "A 'MessagingServiceSid' is required for scheduled messages"],
  63007: [400, 'Twilio could not find a Channel with the specified From address'],
  63038: [429, 'Account exceeded the daily messages limit'],
};

/** What WhatsApp or its media say, told in status callbacks. */
const CHANNEL: Readonly<Record<number, string>> = {
  63001: 'Channel could not authenticate the request',
  63003: 'Channel could not find To address',
  63005: 'Channel did not accept given content',
  63012: 'Channel provider returned an internal service error',
  63013: 'This message send failed because it violates the Channel provider policy',
  63014: 'Message could not be delivered because it was blocked by a user action',
  63015: 'Channel Sandbox can only send messages to phone numbers that have joined the Sandbox',
  63016: 'Failed to send freeform message because you are outside the allowed window',
  63018: 'Rate limit exceeded for Channel',
  63019: 'Media failed to download',
  63021: 'Channel invalid content error',
  63024: 'Invalid message recipient',
  63028: 'Number of parameters provided does not match the expected number of parameters',
  63034: 'Media exceeds size limit',
  63040: 'Template is rejected',
  63041: 'Template is paused',
  63042: 'Template is disabled',
  63049: 'Meta chose not to deliver this WhatsApp marketing message',
  63051: 'WhatsApp business account is locked',
};

/** The HTTP status of a REST refusal; 400 for codes that the table does not know. */
export function httpStatusOf(code: number): number {
  return REST[code]?.[0] ?? 400;
}

export function messageOf(code: number): string {
  return REST[code]?.[1] ?? CHANNEL[code] ?? `Error ${code}`;
}

/** Codes for what WhatsApp refused on the way; with these a message is `undelivered`, with all others `failed`. */
export function isUndelivered(code: number): boolean {
  return [63003, 63014, 63024, 63049].includes(code);
}
