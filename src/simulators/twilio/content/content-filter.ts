import type { Content } from './content.ts';

/** Whether a content fits the query of a list; only version 2 documents these parameters. */
export function contentFilter(query: URLSearchParams): (content: Content) => boolean {
  const name = query.get('ContentName');
  const words = query.get('Content');
  const languages = query.getAll('Language');
  const types = query.getAll('ContentType');
  const after = Date.parse(query.get('DateCreatedAfter') ?? '');
  const before = Date.parse(query.get('DateCreatedBefore') ?? '');
  const statuses = query.getAll('ChannelEligibility').map((pair) => pair.split(':').pop());
  return (content) =>
    (name === null || content.friendlyName.includes(name)) &&
    (words === null || JSON.stringify(content.types).includes(words)) &&
    (languages.length === 0 || languages.includes(content.language)) &&
    (types.length === 0 || types.some((type) => type in content.types)) &&
    (statuses.length === 0 || statuses.includes(content.approval.status)) &&
    !(content.createdAt < after) &&
    !(content.createdAt > before);
}
