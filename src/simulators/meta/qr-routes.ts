import { z } from 'zod';
import type { Admission } from './admission.ts';
import { unknownObject } from './graph-error.ts';
import { parseParams } from './params.ts';
import { idOf } from './request.ts';
import type { Route } from './route.ts';

const CODE_LETTERS = 'ABCDEFGHIJKLMNOPQRSTUVWXYZ234567';

const qrSchema = z.strictObject({
  prefilled_message: z.string().min(1).max(140),
  generate_qr_image: z.enum(['SVG', 'PNG']).optional(),
  code: z.string().optional(),
});

interface QrCode {
  code: string;
  message: string;
}

/** Short links with a text filled in. https://developers.facebook.com/documentation/business-messaging/whatsapp/qr-codes */
export function addQrRoutes(
  route: Route,
  { admission, world }: { admission: Admission; world: { random: () => number } },
): void {
  const codes = new Map<string, QrCode[]>();
  const codesOf = (id: string) => codes.get(id) ?? [];

  route('POST', '/:id/message_qrdls', async (request) => {
    const { phoneNumberId } = admission.ownNumber(request, idOf(request));
    const { prefilled_message: message, generate_qr_image: image, code: known } = parseParams(qrSchema, request);
    const others = codesOf(phoneNumberId).filter(({ code }) => code !== known);
    if (known !== undefined && others.length === codesOf(phoneNumberId).length) throw unknownObject('POST', known);
    const qr = { code: known ?? newCode(world.random), message };
    codes.set(phoneNumberId, [...others, qr]);
    return {
      ...renderQr(qr),
      ...(image && { qr_image_url: `https://scan.example/${qr.code}.${image.toLowerCase()}` }),
    };
  });

  route('GET', '/:id/message_qrdls', async (request) => {
    const { phoneNumberId } = admission.ownNumber(request, idOf(request));
    return { data: codesOf(phoneNumberId).map(renderQr) };
  });

  route('GET', '/:id/message_qrdls/:code', async (request) => {
    const { phoneNumberId } = admission.ownNumber(request, idOf(request));
    const wanted = codeOf(request.params);
    return {
      data: codesOf(phoneNumberId)
        .filter(({ code }) => code === wanted)
        .map(renderQr),
    };
  });

  route('DELETE', '/:id/message_qrdls/:code', async (request) => {
    const { phoneNumberId } = admission.ownNumber(request, idOf(request));
    const wanted = codeOf(request.params);
    const others = codesOf(phoneNumberId).filter(({ code }) => code !== wanted);
    if (others.length === codesOf(phoneNumberId).length) throw unknownObject('DELETE', wanted);
    codes.set(phoneNumberId, others);
    return { success: true };
  });
}

function codeOf(params: unknown): string {
  // Both routes that ask have `:code` in their path.
  return (params as { code: string }).code;
}

function newCode(random: () => number): string {
  const letter = () => CODE_LETTERS.charAt(Math.floor(random() * CODE_LETTERS.length));
  return Array.from({ length: 14 }, letter).join('');
}

function renderQr({ code, message }: QrCode) {
  return { code, prefilled_message: message, deep_link_url: `https://wa.me/message/${code}` };
}
