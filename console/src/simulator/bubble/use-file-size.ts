import { useQuery } from '@tanstack/react-query';

const BASE64 = ';base64,';

/** Size in bytes of what a base64 data URL holds. */
export function dataUrlSize(url: string): number {
  const base64 = url.slice(url.indexOf(BASE64) + BASE64.length);
  return Math.floor((base64.replace(/=+$/, '').length * 3) / 4);
}

/** Pages may ask no other server for more than pictures. */
const isOurs = (url: string) => new URL(url, location.href).origin === location.origin;

async function askForSize(url: string): Promise<number | null> {
  const { ok, headers } = await fetch(url, { method: 'HEAD' });
  const length = headers.get('content-length');
  return ok && length !== null ? Number(length) : null;
}

/** The size of a shown file in bytes; null: not known, as of files that lie on other servers. */
export function useFileSize(url: string): number | null {
  const isHeld = url.startsWith('data:');
  const { data } = useQuery({
    queryKey: ['phone-file-size', url],
    queryFn: () => askForSize(url),
    enabled: !isHeld && isOurs(url),
    staleTime: Number.POSITIVE_INFINITY,
    retry: false,
  });
  return isHeld ? dataUrlSize(url) : (data ?? null);
}
