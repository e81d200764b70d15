import type { GateFix, GateSeen, GateVerdict, WhyExplanation, WhyGate, WhyGateName } from '#shared/model/why';
import { warningText } from './plan-text.ts';
import { missingText } from './scope-text.ts';
import { indent } from './text-table.ts';

const marks: Readonly<Record<GateVerdict, string>> = { passed: 'ok', failed: 'XX', unknown: '??', notReached: '--' };

const names: Readonly<Record<WhyGateName, string>> = {
  job: 'Provisioning runs',
  person: 'The person',
  assignment: 'Assignment',
  role: 'Role',
  scopeFilter: 'Scoping filter',
  matching: 'Matching',
  required: 'Required attributes',
  log: 'Last log entries',
  target: 'What the application holds',
};

const seenText = ({ what, value, verdict, note }: GateSeen): string => {
  const mark = verdict === null ? '  ' : marks[verdict];
  return `${mark} ${what}: ${value ?? '(none)'}${note === null ? '' : `  [${note}]`}`;
};

interface Asked {
  readonly fix: GateFix;
  readonly gate: WhyGateName | null;
}

/** How a fix is made on the command line; null where it is made elsewhere. */
function commandOf({ fix, gate }: Asked, { application, person }: WhyExplanation): string | null {
  const app = JSON.stringify(application);
  const who = JSON.stringify(person.userPrincipalName ?? person.id ?? person.displayName);
  switch (fix.place) {
    case 'overview':
      return `jobs start ${app}`;
    case 'quarantine':
      return `quarantine ${app}`;
    case 'scope':
      return gate === 'scopeFilter' ? `scope show ${app}` : `scope assign ${app} --user ${who}`;
    case 'mappings':
      return `mapping show ${app}`;
    case 'onDemand':
      return `provision ${app} --user ${who}`;
    case 'log':
      return `logs ${app} --user ${who}`;
    default:
      return null;
  }
}

function fixText(asked: Asked, explanation: WhyExplanation): string {
  const command = commandOf(asked, explanation);
  return `What to do: ${asked.fix.text}${command === null ? '' : ` (${command})`}`;
}

/** What passed needs no proof; the log and the application are told whatever came of them. */
const showsWhatWasSeen = ({ gate, verdict }: WhyGate): boolean =>
  verdict === 'failed' || verdict === 'unknown' || gate === 'log' || gate === 'target';

function gateText(gate: WhyGate, explanation: WhyExplanation): readonly string[] {
  const { fix, seen, needs } = gate;
  const shown = showsWhatWasSeen(gate) ? seen : [];
  const byUs = gate.byUs && shown.length > 0 ? ' (worked out here, not by the service)' : '';
  // The first line of the answer has it.
  const isFirst = explanation.conclusion.gate === gate.gate;
  const lines = [
    gate.why,
    ...shown.map(seenText),
    ...(needs.length === 0 ? [] : [`To know it: ${needs.join(', ')}`]),
    ...(fix === null || isFirst ? [] : [fixText({ fix, gate: gate.gate }, explanation)]),
  ];
  return [`${marks[gate.verdict]}  ${names[gate.gate]}${byUs}`, ...lines.map((line) => indent(line, '    '))];
}

const sources: Readonly<Record<WhyExplanation['log']['source'], string>> = {
  service: 'the service',
  archive: 'the archive of this machine',
  both: 'the service and the archive of this machine',
  none: 'nowhere',
};

/** Takes an explanation; gives it as text: what it comes to first, then each gate. */
export function whyText(explanation: WhyExplanation): string {
  const { conclusion, gates, log, notes, missing } = explanation;
  return [
    conclusion.sentence,
    ...(conclusion.fix === null ? [] : [fixText({ fix: conclusion.fix, gate: conclusion.gate }, explanation)]),
    ...(conclusion.next.length === 0 ? [] : [`After that: ${conclusion.next.map((gate) => names[gate]).join(', ')}.`]),
    '',
    ...gates.flatMap((gate) => gateText(gate, explanation)),
    '',
    `Log entries come from ${sources[log.source]}.`,
    ...notes.map(warningText),
    ...missingText(missing),
  ].join('\n');
}
