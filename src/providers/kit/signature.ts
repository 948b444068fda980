import { createHmac, timingSafeEqual } from 'node:crypto';

/** Whether `signature` is the HMAC of `message` under any of `secrets` (the present one and, during rotation, its predecessor). */
export function isHmacOf(
  message: Uint8Array | string,
  signature: Uint8Array,
  { algorithm, secrets }: { algorithm: 'sha1' | 'sha256'; secrets: readonly string[] },
): boolean {
  return secrets.some((secret) => {
    const expected = createHmac(algorithm, secret).update(message).digest();
    return expected.length === signature.length && timingSafeEqual(expected, signature);
  });
}

/** Compares texts of any length in a time that tells nothing about `expected`. */
export function isSameSecret(expected: string, given: string): boolean {
  // Comparing digests hides the length too.
  return timingSafeEqual(fingerprint(expected), fingerprint(given));
}

function fingerprint(text: string): Buffer {
  return createHmac('sha256', 'compare').update(text).digest();
}
