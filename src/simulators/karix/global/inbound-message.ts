import type { MediaFile } from '../../kit/media.ts';
import type { PersonAct } from '../../kit/numbers.ts';

/** What the content of an inbound message says of an act; nothing for what the API does not know. `keep` returns an address. */
export function renderContent(act: PersonAct, keep: (file: MediaFile) => string): Record<string, unknown> | undefined {
  switch (act.kind) {
    case 'text':
      return { text: act.text };
    case 'media':
      return { media: { url: keep(act.file), ...(act.caption && { caption: act.caption }) } };
    case 'location': {
      const { latitude, longitude, name, address } = act.location;
      return {
        location: {
          longitude: longitude.toFixed(7),
          latitude: latitude.toFixed(7),
          ...(name && { label: name }),
          ...(address && { address }),
        },
      };
    }
    default:
      return undefined;
  }
}
