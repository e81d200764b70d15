import { describeGoodCases } from '#test/contract/good-cases';
import { transports } from '#test/contract/transports';

// Each case is a command with a sign-in of its own, so it stands here and not with what runs after each change.
describeGoodCases(transports.slice(3));
