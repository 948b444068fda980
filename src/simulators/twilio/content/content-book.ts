import type { SimulatorClock } from '../../kit/clock.ts';
import { notFound } from '../../kit/problem.ts';
import type { Schedule } from '../../kit/schedule.ts';
import { RestError } from '../rest-error.ts';
import type { NextSid } from '../sids.ts';
import { type Approval, type ApprovalStatus, type Content, mainTypeOf } from './content.ts';
import type { ApprovalRequest, ContentTypes, NewContent } from './content-schemas.ts';
import { variableFault, variablesIn } from './variables.ts';

export interface ContentBookOptions {
  clock: SimulatorClock;
  schedule: Schedule;
  nextSid: NextSid;
  /** Time from submission to the decision, in ms; `never` leaves it to scripts. */
  reviewMs: number | 'never';
}

/** A content that is there from the beginning, approved. */
export interface ContentSeed extends NewContent {
  sid: string;
  name: string;
  category: ApprovalRequest['category'];
}

/** The Content resources of all accounts. */
export interface ContentBook {
  create(accountSid: string, content: NewContent): Content;
  /** Throws 20001 once it was submitted. */
  update(content: Content, change: Omit<NewContent, 'language'> & { language?: string | undefined }): Content;
  seed(accountSid: string, seed: ContentSeed): void;
  /** Nothing where the account has no such content. */
  get(accountSid: string, sid: string): Content | undefined;
  /** Newest first. */
  list(accountSid: string): Content[];
  remove(sid: string): void;
  /** Asks for WhatsApp's approval. Throws 20001 for what cannot be approved at all. */
  submit(content: Content, request: ApprovalRequest): Approval;
  /** Decides as WhatsApp would. Throws a 404 problem for an unknown sid. */
  decide(sid: string, status: ApprovalStatus, reason?: string): void;
}

const UNSUBMITTED: Approval = {
  status: 'unsubmitted',
  name: '',
  category: '',
  contentType: '',
  rejectionReason: '',
  allowsCategoryChange: true,
};

/** Types that exist in a session only. */
const SESSION_ONLY: readonly (keyof ContentTypes)[] = ['twilio/list-picker', 'twilio/location'];

export function createContentBook({ clock, schedule, nextSid, reviewMs }: ContentBookOptions): ContentBook {
  const contents = new Map<string, Content>();

  const keep = (accountSid: string, sid: string, { friendly_name, language, variables, types }: NewContent) => {
    const now = clock.now();
    const content: Content = {
      sid,
      accountSid,
      friendlyName: friendly_name ?? '',
      language,
      variables: variables ?? {},
      types,
      createdAt: now,
      updatedAt: now,
      approval: UNSUBMITTED,
    };
    contents.set(sid, content);
    return content;
  };

  const decide = (sid: string, status: ApprovalStatus, reason = '') => {
    const content = contents.get(sid);
    if (!content) throw notFound(`Content ${sid}`);
    content.approval = { ...content.approval, status, rejectionReason: status === 'rejected' ? reason : '' };
  };

  const review = (content: Content) => {
    if (contents.get(content.sid)?.approval.status !== 'pending') return;
    const fault = faultOf(content);
    decide(content.sid, fault === undefined ? 'approved' : 'rejected', fault);
  };

  const checkName = (accountSid: string, wanted: string) => {
    const isSpent = ({ approval }: Content) => approval.name === wanted && approval.status === 'rejected';
    const own = [...contents.values()].filter((content) => content.accountSid === accountSid);
    if (own.some(isSpent)) throw new RestError(20001, `The name ${wanted} was rejected and cannot be used again.`);
  };

  return {
    create: (accountSid, content) => keep(accountSid, nextSid('HX'), content),
    update(content, { friendly_name, language, variables, types }) {
      if (content.approval.status !== 'unsubmitted') {
        throw new RestError(20001, 'Content that was submitted for approval cannot be changed.');
      }
      return Object.assign(content, {
        friendlyName: friendly_name ?? content.friendlyName,
        language: language ?? content.language,
        variables: variables ?? content.variables,
        types,
        updatedAt: clock.now(),
      });
    },
    seed(accountSid, { sid, name, category, ...content }) {
      if (contents.has(sid)) return;
      const kept = keep(accountSid, sid, content);
      kept.approval = { ...UNSUBMITTED, status: 'approved', name, category, contentType: mainTypeOf(kept) };
    },
    get(accountSid, sid) {
      const content = contents.get(sid);
      return content?.accountSid === accountSid ? content : undefined;
    },
    list: (accountSid) => [...contents.values()].filter((content) => content.accountSid === accountSid).reverse(),
    remove: (sid) => void contents.delete(sid),
    submit(content, { name, category, allow_category_change: allowsCategoryChange = true }) {
      const contentType = mainTypeOf(content);
      if (SESSION_ONLY.includes(contentType)) throw new RestError(20001, `${contentType} cannot be approved.`);
      if (!['unsubmitted', 'rejected'].includes(content.approval.status)) {
        throw new RestError(20001, 'This content was submitted already.');
      }
      checkName(content.accountSid, name);
      const approval = { ...UNSUBMITTED, name, category, contentType, allowsCategoryChange };
      content.approval = { ...approval, status: 'pending' };
      if (reviewMs !== 'never') schedule.after(reviewMs, () => review(content));
      return { ...approval, status: 'received' };
    },
    decide,
  };
}

/** Why WhatsApp would reject a content. */
function faultOf({ types, variables }: Content): string | undefined {
  const names = variablesIn(types);
  const unknown = names.find((name) => !variables[name]);
  if (unknown !== undefined) return `Variable ${unknown} has no sample.`;
  if (names.length > 100) return 'There are more than 100 variables.';
  const bodies = Object.values(types).flatMap((type) =>
    type && 'body' in type && type.body ? [String(type.body)] : [],
  );
  return bodies.map(variableFault).find((fault) => fault !== undefined);
}
