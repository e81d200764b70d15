import { describeRefusals } from '#test/contract/refusals';
import { transports } from '#test/contract/transports';

describeRefusals(transports.slice(3));
