import type { Client, ClientOptions } from 'openapi-fetch';
import type { components, paths } from './generated/api.d.ts';

/** Named shapes of the API: `Schemas['Message']`, `Schemas['OutboundContent']`, … */
export type Schemas = components['schemas'];
export type Problem = Schemas['Problem'];
export type Chasqui = Client<paths>;
export type { paths };

export interface ChasquiOptions extends Omit<ClientOptions, 'baseUrl'> {
  /** Where the gateway listens, such as `https://chat.example.com`. */
  url: string;
  /** API key; left out where a session cookie does. */
  key?: string;
}

/**
 * The gateway's API: `GET`, `POST`, `PATCH`, `PUT`, `DELETE` with a path of the OpenAPI document. Methods resolve to `{data, error, response}` and
 * reject only if nobody answers.
 */
export declare function createChasqui(options: ChasquiOptions): Chasqui;

/** The gateway refused. `message` is a sentence for people; `errors` name every wrong field by JSON pointer. */
export declare class ChasquiProblem extends Error {
  readonly status: number;
  /** Stable, such as `invalid_request`. */
  readonly code: string;
  readonly errors: NonNullable<Problem['errors']>;
  constructor(status: number, problem: Problem | undefined);
}

interface Answer<Data> {
  data?: Data | undefined;
  error?: Problem | undefined;
  response: Response;
}

/** The data of a good answer. Throws `ChasquiProblem` for a refusal. */
export declare function unwrap<Data>(asked: Answer<Data> | Promise<Answer<Data>>): Promise<Data>;

interface PageOf<Item> {
  items: Item[];
  nextCursor: string | null;
}

/** Every item of a list, page by page: `eachItem((cursor) => api.GET('/api/v1/messages', {params: {query: {cursor}}}))`. */
export declare function eachItem<Item>(
  ask: (cursor: string | undefined) => Promise<Answer<PageOf<Item>>>,
): AsyncGenerator<Item>;

export interface ChasquiEvent {
  id: string;
  type: Schemas['EventType'];
  at: string;
  channelId: string | null;
  conversationId?: string;
  data: Record<string, unknown> & { message?: Schemas['Message'] };
}

/** Some events were deleted before they could be read. */
export interface EventGap {
  id: string;
  type: 'gap';
}

export interface FollowOptions {
  url: string;
  key: string;
  /** Id of the last event handled: what came later is told first. */
  after?: string;
  types?: readonly Schemas['EventType'][];
  channelId?: string;
  /** Ends the generator. */
  signal?: AbortSignal;
  fetch?: typeof globalThis.fetch;
}

/**
 * Events as they happen, for ever: after a break it connects again and goes on where it was. An event may come twice after a break; its `id`
 * tells. Throws `ChasquiProblem` if the gateway refuses.
 */
export declare function followEvents(options: FollowOptions): AsyncGenerator<ChasquiEvent | EventGap>;
