import { describeQueries } from './store-queries.ts';

describeQueries('sqlite');
describeQueries('sqlite in process');
describeQueries('postgres');
