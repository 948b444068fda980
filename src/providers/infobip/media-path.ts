/** The end of a received file's address: the sender that got it, and its id. */
export const MEDIA_PATH = /\/whatsapp\/1\/senders\/([^/]+)\/media\/([^/]+)$/;
