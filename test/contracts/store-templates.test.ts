import { describeTemplates } from './store-templates.ts';

describeTemplates('sqlite');
describeTemplates('sqlite in process');
describeTemplates('postgres');
