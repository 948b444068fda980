import type { Schemas } from '@chasqui/client';

export type Channel = Schemas['Channel'];
export type Message = Schemas['Message'];
export type MessageStatus = Schemas['MessageStatus'];
export type Contact = Schemas['Contact'];
export type Trace = Schemas['MessageTrace'];
export type TraceEntry = Schemas['TraceEntry'];
export type Attempt = Schemas['Attempt'];
export type ReportedStatus = Schemas['ReportedStatus'];
export type DeadLetter = Schemas['DeadLetter'];
