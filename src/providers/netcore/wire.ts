/** https://cpaasdocs.netcorecloud.com/docs/whatsappapidoc and its predecessor https://wadocs.pepipost.com (seen 2026). */

/** What a message says: its type, and the block named like it. Blocks are lists with one element, but for `type_media_template`. */
export interface ContentBlocks {
  message_type: string;
  [block: string]: unknown;
}

/** The body of a send. The list always has one element. */
export interface SendBody {
  message: readonly [
    ContentBlocks & {
      /** 10 to 15 digits. */
      recipient_whatsapp: string;
      recipient_type: 'individual';
      source: string;
      /** Comes back with statuses, replies and reactions. */
      'x-apiheader': string;
    },
  ];
}
