import type { Structure } from './template.ts';

/** What is written of an authentication template; its texts are the platform's own. */
export interface AuthenticationDraft {
  body: { addSecurityRecommendation?: boolean | undefined };
  footer: { codeExpirationMinutes?: number | undefined };
  buttons: { otpType: 'COPY_CODE' | 'ONE_TAP'; text?: string | undefined }[];
}

/** The template that the platform makes of it: the code is the first value, and comes once more with the button. */
export function writeAuthentication({ body, footer, buttons }: AuthenticationDraft): Structure {
  const advice = body.addSecurityRecommendation ? ' For your security, do not share this code.' : '';
  const { codeExpirationMinutes: minutes } = footer;
  return {
    body: { text: `*{{1}}* is your verification code.${advice}`, examples: ['123456'] },
    ...(minutes && { footer: { text: `This code expires in ${minutes} minutes.` } }),
    buttons: buttons.map(({ otpType, text = 'Copy code' }) => ({
      type: 'URL',
      text,
      url: `https://www.whatsapp.com/otp/code/?otp_type=${otpType}&code=otp{{1}}`,
    })),
  };
}
