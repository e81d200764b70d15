import { expect, it } from 'vitest';
import { paths } from '#shared/contract/index';
import { describeGoodCases, goodCases } from './good-cases.ts';
import { transports } from './transports.ts';

it('has a good case for every procedure of the contract', () => {
  expect(goodCases.map(({ path }) => path).sort()).toEqual([...paths].sort());
});

describeGoodCases(transports.slice(0, 2));
