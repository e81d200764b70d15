import { describeGoodCases } from './good-cases.ts';
import { transports } from './transports.ts';

describeGoodCases(transports.slice(2, 3));
