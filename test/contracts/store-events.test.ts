import { describeEvents } from './store-events.ts';

describeEvents('sqlite');
describeEvents('sqlite in process');
describeEvents('postgres');
