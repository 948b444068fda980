import { setNonce } from 'get-nonce';

/** The style nonce of this page load; the gateway writes it into the page (Vite adds the element, see vite.config.ts). */
export function readStyleNonce(): string {
  // Browsers hide the attribute's value from scripts, the property still has it.
  return document.querySelector<HTMLMetaElement>('meta[property="csp-nonce"]')?.nonce ?? '';
}

/** Hands the nonce to the scroll lock under Mantine's drawers, which adds a style element of its own. */
export function shareStyleNonce(): void {
  setNonce(readStyleNonce());
}
