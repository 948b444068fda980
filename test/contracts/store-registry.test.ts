import { describeRegistry } from './store-registry.ts';

describeRegistry('sqlite');
describeRegistry('sqlite in process');
describeRegistry('postgres');
