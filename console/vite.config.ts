import react from '@vitejs/plugin-react';
import { defineConfig } from 'vite';

/** Address of a running gateway for `npm run dev`. */
const GATEWAY = 'http://127.0.0.1:8080';

export default defineConfig({
  plugins: [react()],
  // The gateway replaces this text by a fresh nonce in every page it serves; Vite writes it wherever a nonce belongs.
  html: { cspNonce: '__CSP_NONCE__' },
  build: {
    outDir: 'dist',
    // The content security policy allows no data: fonts or scripts, so nothing is inlined.
    assetsInlineLimit: 0,
    target: 'es2023',
    license: { fileName: 'third-party-licenses.md' },
  },
  server: {
    proxy: { '/api': GATEWAY, '/simulator/api': GATEWAY },
  },
});
