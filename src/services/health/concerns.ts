import type { Fact, StoredTemplate } from '../../store/templates.ts';

/** What was told longer ago says nothing about today, unless something renews it. */
const LASTING_MS = 30 * 24 * 3_600_000;

/** Values of facts that an operator should look at, and what to say; the facts' names are the same for every provider. */
const CONCERNS: Readonly<Record<Fact['about'], Readonly<Record<string, (value: string) => string | null>>>> = {
  sender: {
    quality: (value) => (['red', 'yellow', 'low', 'medium'].includes(value) ? `its quality is ${value}` : null),
    qualityEvent: (value) =>
      ['flagged', 'downgrade'].includes(value) ? `it was ${value === 'flagged' ? 'flagged' : 'downgraded'}` : null,
    status: (value) => (['connected', 'active', 'online'].includes(value) ? null : `its status is ${value}`),
    nameReview: (value) =>
      /reject|declin|expired/.test(value) ? `its display name was not approved (${value})` : null,
    security: (value) => (value === 'pin_reset_request' ? 'somebody asked to reset its PIN' : null),
  },
  account: {
    review: (value) => (value === 'rejected' ? 'it was rejected in the review' : null),
    ban: (value) => (value === 'none' || value === 'reinstate' ? null : `it is barred: ${value}`),
    restrictions: (value) => (value === '' ? null : `it is restricted: ${value}`),
    violation: (value) => (value === '' ? null : `it broke a rule: ${value}`),
    alert: (value) => (/^(?:critical|warning)/.test(value) ? `the provider warns: ${value}` : null),
  },
};

/** Sentences about senders and accounts, `facts` being the latest of each. */
export function concernsOfFacts(facts: readonly Fact[], now: number): string[] {
  return facts.flatMap((fact) => {
    if (now - fact.at > LASTING_MS) return [];
    const value = fact.name === 'restrictions' ? stillHolding(fact.value, now) : fact.value;
    const said = CONCERNS[fact.about][fact.name]?.(value) ?? null;
    if (said === null) return [];
    const subject = fact.about === 'sender' ? `Number ${fact.subject}` : `Account ${fact.subject}`;
    return [`${subject}: ${said}.`];
  });
}

/** Leaves out what ended: `… until <ISO time>`. */
function stillHolding(restrictions: string, now: number): string {
  const parts = restrictions.split(', ').filter((part) => {
    const until = Date.parse(/ until (\S+)$/.exec(part)?.[1] ?? '');
    return Number.isNaN(until) || until > now;
  });
  return parts.join(', ');
}

const HINDERED = ['paused', 'disabled', 'flagged', 'limit_exceeded', 'locked'];

/** Sentences about templates that cannot be sent any more, or soon will cost more. */
export function concernsOfTemplates(templates: readonly StoredTemplate[]): string[] {
  return templates.flatMap(({ name, language, status, quality, comingCategory }) => {
    const said = [
      HINDERED.includes(status) ? `is ${status}` : null,
      quality === 'red' && status === 'approved' ? 'has the quality red' : null,
      comingCategory && `becomes ${comingCategory.category}${onDay(comingCategory.at)}`,
    ];
    return said.filter((part) => part !== null).map((part) => `Template ${name} (${language}) ${part}.`);
  });
}

function onDay(at: number | null): string {
  return at === null ? '' : ` on ${new Date(at).toISOString().slice(0, 10)}`;
}
