import { scopes } from '#core/graph/permissions';
import type { LogEntryView } from '#shared/model/job';
import type { GateSeen, WhyGate } from '#shared/model/why';
import { type LogFacts, toldFault, type WhyFacts } from './facts.ts';
import { fixAt, gateOf, moment, sawThat } from './gate.ts';
import { isSettled, wentWell } from './log-words.ts';

const notKnown = {
  log: 'The provisioning log could not be read.',
  target: 'What the application holds is told by the provisioning log, which could not be read.',
} as const;

const unreadLog = (gate: 'log' | 'target', { fault }: LogFacts): WhyGate =>
  gateOf(
    gate,
    ['unknown', fault === null || gate === 'target' ? notKnown[gate] : `${notKnown.log} ${toldFault(fault)}`],
    {
      needs: fault?.code === 'consent_required' ? [scopes.provisioningLogs] : [],
    },
  );

const entrySeen = (entry: LogEntryView): GateSeen =>
  sawThat(
    moment(entry.activityDateTime),
    `${entry.action}: ${entry.status}${entry.errorCode === null ? '' : ` (${entry.errorCode})`}`,
    {
      verdict: wentWell(entry) ? 'passed' : isSettled(entry) ? null : 'failed',
      note: entry.reason,
    },
  );

const shownEntries = 5;

/** Takes what was read; says what the service's last word about the person was. Pure. */
export function logGate({ log, person }: WhyFacts): WhyGate {
  const [newest] = log.entries;
  if (log.source === 'none') return unreadLog('log', log);
  const asOf =
    log.source === 'archive'
      ? ` The service's own log could not be read, so this is what the archive has${log.readUntil === null ? '' : ` up to ${moment(log.readUntil)}`}.`
      : '';
  if (newest === undefined)
    return gateOf(
      'log',
      [
        'unknown',
        `The log has nothing about ${person.displayName} and this application: the service has not come to this person yet, or it is longer ago than the log goes back.${asOf}`,
      ],
      { fix: fixAt('onDemand', 'Wait for the next cycle, or provision this person now.') },
    );
  const seen = log.entries.slice(0, shownEntries).map(entrySeen);
  const reason = newest.reason === null || newest.reason === '' ? '.' : `: ${newest.reason}`;
  const said = `The last entry of the log, of ${moment(newest.activityDateTime)}, says ${newest.action} ${newest.status}${reason}${asOf}`;
  if (wentWell(newest) || isSettled(newest)) return gateOf('log', ['passed', said], { seen });
  const fix = newest.remedy ?? 'Look at the steps of this entry.';
  return gateOf('log', ['failed', said], { seen, fix: fixAt('log', fix, newest.id) });
}

const written = new Set(['create', 'update', 'disable', 'delete']);

const honest = 'The application itself was not asked; provisioning on demand asks it.';

/** What the newest entries wrote, each attribute once. */
function heldValues(exports: readonly LogEntryView[]): Map<string, string | null> {
  const values = new Map<string, string | null>();
  for (const entry of exports) {
    for (const { name, after } of entry.modifiedProperties) if (!values.has(name)) values.set(name, after);
    if (entry.action === 'create') break;
  }
  return values;
}

/** Takes what was read; says what the application holds, as far as the log tells. Pure. */
export function targetGate({ log, application }: WhyFacts): WhyGate {
  if (log.source === 'none') return unreadLog('target', log);
  const exports = log.entries.filter((entry) => wentWell(entry) && written.has(entry.action));
  const [last] = exports;
  const id = log.entries.find(({ target }) => target.id !== null)?.target.id ?? null;
  const seenId = id === null ? [] : [sawThat('Id in the application', id)];
  if (last === undefined) {
    const why =
      id === null
        ? `The log knows no account of this person in "${application.displayName}". ${honest}`
        : `The log names an account in "${application.displayName}" but does not go back to when it was written. ${honest}`;
    return gateOf('target', ['unknown', why], {
      seen: seenId,
      fix: fixAt('onDemand', 'Provision this person now to ask the application.'),
    });
  }
  const values = heldValues(exports);
  const seen = [...seenId, ...[...values].map(([name, value]) => sawThat(name, value))];
  const when = moment(last.activityDateTime);
  if (last.action === 'delete')
    return gateOf('target', ['failed', `The account was deleted at ${when}. ${honest}`], { seen: seenId });
  if (last.action === 'disable' || values.get('active')?.toLowerCase() === 'false')
    return gateOf('target', ['failed', `The account was switched off at ${when}. ${honest}`], { seen });
  return gateOf('target', ['passed', `The service wrote the account last at ${when} (${last.action}). ${honest}`], {
    seen,
  });
}
