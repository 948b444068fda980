/** What a person reads when the bot cannot be reached and the channel says nothing else. */
const ENGLISH = 'Sorry, I cannot answer right now. Please try again in a few minutes.';
const OTHERS: Readonly<Record<string, string>> = {
  de: 'Entschuldigung, ich kann gerade nicht antworten. Bitte versuchen Sie es in einigen Minuten noch einmal.',
  es: 'Lo siento, ahora mismo no puedo responder. Inténtelo de nuevo en unos minutos.',
  fr: 'Désolé, je ne peux pas répondre pour le moment. Veuillez réessayer dans quelques minutes.',
  pt: 'Desculpe, não consigo responder agora. Tente novamente em alguns minutos.',
  it: 'Mi dispiace, al momento non posso rispondere. Riprovi tra qualche minuto.',
};

/** `language`: a BCP 47 tag; unknown languages read English. */
export function defaultFallbackText(language: string): string {
  const base = language.toLowerCase().split(/[-_]/)[0] ?? '';
  return OTHERS[base] ?? ENGLISH;
}
