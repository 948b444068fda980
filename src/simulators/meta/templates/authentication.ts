import { buttonsOf, componentOf, type TemplateComponent } from './template.ts';

/** Codes are shown by a URL button whose address ends in the code. */
const OTP_URL = 'https://www.whatsapp.com/otp/code/?otp_type=';

/**
 * The texts of an authentication template are the platform's own; created from its switches, they are listed like any other
 * template's, the OTP button as a URL.
 */
export function writeAuthentication(components: readonly TemplateComponent[]): TemplateComponent[] {
  const [otp] = buttonsOf(components);
  const hasAdvice = componentOf(components, 'BODY')?.add_security_recommendation ?? false;
  const minutes = componentOf(components, 'FOOTER')?.code_expiration_minutes;
  const text = `*{{1}}* is your verification code.${hasAdvice ? ' For your security, do not share this code.' : ''}`;
  const url = `${OTP_URL}${otp?.otp_type?.toUpperCase() ?? 'COPY_CODE'}&code=otp{{1}}`;
  return [
    { type: 'BODY', text, add_security_recommendation: hasAdvice, example: { body_text: [['123456']] } },
    ...(minutes === undefined
      ? []
      : [
          {
            type: 'FOOTER' as const,
            text: `This code expires in ${minutes} minutes.`,
            code_expiration_minutes: minutes,
          },
        ]),
    { type: 'BUTTONS', buttons: [{ type: 'URL', text: otp?.text ?? 'Copy code', url, example: [`${OTP_URL}123456`] }] },
  ];
}

export function isCodeUrl(url: string | undefined): boolean {
  return url?.startsWith(OTP_URL) ?? false;
}
