import type { JobView } from '#shared/model/job';
import type { GateSeen, WhyGate } from '#shared/model/why';
import { toldFault, type WhyFacts } from './facts.ts';
import { fixAt, gateOf, moment, sawThat } from './gate.ts';
import { personObject } from './person-object.ts';

function seenOf({ scheduleState, statusCode, lastCycle }: JobView): GateSeen[] {
  const at = lastCycle?.ended ?? lastCycle?.began ?? null;
  return [
    sawThat('Schedule', scheduleState),
    sawThat('Status', statusCode),
    sawThat('Last cycle', at === null ? null : moment(at), {
      note: lastCycle === null ? 'No cycle has run yet.' : lastCycle.state,
    }),
  ];
}

const createsAccounts = (flowTypes: string | null | undefined): boolean =>
  flowTypes === null ||
  flowTypes === undefined ||
  flowTypes.split(',').some((flow) => flow.trim().toLowerCase() === 'add');

/** People may not travel at all, whatever the state of the job. */
function mappingFault({ schema, log }: WhyFacts): readonly [string, string] | null {
  if (schema?.ok !== true) return null;
  const found = personObject(schema.value);
  if (found === null)
    return ['This application has no mapping of people, so it provisions nobody.', 'Add the mapping of people.'];
  if (!found.enabled)
    return ['The mapping of people is turned off, so nobody is provisioned.', 'Turn the mapping of people on.'];
  const known = log.entries.some(({ target }) => target.id !== null);
  if (known || createsAccounts(found.mapping.flowTypes)) return null;
  return [
    'The mapping of people does not create accounts, and the log knows no account of this person.',
    'Allow the mapping to create accounts.',
  ];
}

/** Errors of single people are no fault of the job; a cycle that failed as a whole reached nobody. */
const wasCutShort = ({ lastCycle }: JobView): boolean =>
  lastCycle?.state.toLowerCase() === 'failed' || (lastCycle?.errorCode ?? null) !== null;

function standing(job: JobView, facts: WhyFacts): WhyGate {
  const seen = seenOf(job);
  switch (job.health) {
    case 'notConfigured':
      return gateOf('job', ['failed', job.summary], {
        seen,
        fix: fixAt('credentials', 'Enter credentials that work, then start provisioning.'),
      });
    case 'off':
      return gateOf('job', ['failed', job.summary], { seen, fix: fixAt('overview', 'Start provisioning.') });
    case 'quarantine':
      return gateOf('job', ['failed', job.summary], {
        seen,
        fix: fixAt('quarantine', job.quarantine?.fix ?? 'Find out why the application is in quarantine.'),
      });
    case 'initialCycle':
      return facts.log.entries.length > 0
        ? gateOf('job', ['passed', job.summary], { seen })
        : gateOf('job', ['unknown', `${job.summary} It may not have come to this person yet.`], {
            seen,
            fix: fixAt('onDemand', 'Wait for the end of the cycle, or provision this person now.'),
          });
    case 'errors':
      return wasCutShort(job)
        ? gateOf('job', ['failed', job.summary], {
            seen,
            fix: fixAt(
              'overview',
              'Look at the error of the last cycle; where it names credentials, test the connection.',
            ),
          })
        : gateOf('job', ['passed', job.summary], { seen });
    case 'unknown':
      return gateOf('job', ['unknown', job.summary], { seen });
    default:
      return gateOf('job', ['passed', job.summary], { seen });
  }
}

/** Takes what was read; says whether the job runs and provisions people at all. Pure. */
export function jobGate(facts: WhyFacts): WhyGate {
  const { jobs, job } = facts;
  if (!jobs.ok) return gateOf('job', ['unknown', `The job could not be read. ${toldFault(jobs.fault)}`]);
  if (job === null)
    return gateOf('job', ['failed', 'Provisioning is not set up: the application has no synchronization job.'], {
      fix: fixAt('setUp', 'Set provisioning up.'),
    });
  const runs = standing(job, facts);
  const fault = runs.verdict === 'failed' ? null : mappingFault(facts);
  if (fault === null) return runs;
  const [why, fix] = fault;
  return { ...runs, verdict: 'failed', why, fix: fixAt('mappings', fix) };
}
