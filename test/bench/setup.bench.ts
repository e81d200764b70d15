import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { TenantState } from '#emulator/state';
import { exampleText, openDemoWorld, setUp } from '#test/support/demo-world';
import { projectRoot } from '#test/support/project-root';
import { longestChain } from '#test/support/request-chain';

const assigned = 50;
const latencyMs = 80;
const replicationDelayMs = 2_000;
/** The new application with its service principal becomes visible, then the job does. */
const delaysOnTheChain = 2;
const allowedChain = 20;
const allowedFactor = 1.5;

interface Deletable {
  readonly deletedDaysAgo?: number;
}

/** The demo tenant in which none of its 50 people was deleted. */
function seedWithEverybody(): unknown {
  const seed = JSON.parse(readFileSync(join(projectRoot, 'assets/tenants/contoso.json'), 'utf8'));
  return { ...seed, people: seed.people.map(({ deletedDaysAgo: _, ...person }: Deletable) => person) };
}

/** Takes an example and people; gives it with those people, one assignment each, instead of its own. */
function withAssignments(text: string, userNames: readonly string[]): string {
  const start = text.search(/^assignments:$/m);
  const rest = text.slice(start + 'assignments:'.length).search(/^\w/m);
  if (start < 0) throw new Error('the example assigns nobody');
  const after = rest < 0 ? '' : text.slice(start + 'assignments:'.length + rest);
  return `${text.slice(0, start)}assignments:\n${userNames.map((name) => `  - user: ${name}\n`).join('')}${after}`;
}

const userNamesOf = ({ people }: TenantState): string[] =>
  [...people.values()].map(({ userPrincipalName }) => userPrincipalName).slice(0, assigned);

/** One set-up of an example with 50 people, from reading the tenant to the healthy job, then the same once more. */
async function figuresOf(vendorId: string) {
  const world = await openDemoWorld({ clockMode: 'real', latencyMs, replicationDelayMs, seed: seedWithEverybody() });
  try {
    const { tenant } = world.served;
    const userNames = userNamesOf(tenant.state);
    if (userNames.length !== assigned) throw new Error(`the tenant has ${userNames.length} people`);
    const edit = () => withAssignments(exampleText(vendorId), userNames);
    const from = tenant.requestLog.length;
    const began = performance.now();
    const { report } = await setUp(world, vendorId, { edit });
    const took = performance.now() - began;
    const chain = longestChain(tenant.requestLog.slice(from));
    const shortest = chain.length * latencyMs + delaysOnTheChain * replicationDelayMs;
    const again = await setUp(world, vendorId, { edit, token: null });
    return [
      {
        label: `${vendorId}: dependent round trips of ${report.requests} requests`,
        value: chain.length,
        unit: 'trips',
        limit: allowedChain,
        ok: report.result === 'changed' && chain.length <= allowedChain,
      },
      {
        label: `${vendorId}: time / (round trips and delays)`,
        value: took / shortest,
        unit: 'x',
        limit: allowedFactor,
        ok: took <= allowedFactor * shortest,
      },
      {
        label: `${vendorId}: writes of a second run (${again.report.result})`,
        value: again.report.writes,
        unit: 'writes',
        limit: 0,
        ok: again.report.result === 'unchanged' && again.report.writes === 0,
      },
    ];
  } finally {
    await world.close();
  }
}

/** Setting up with 50 assignments in a slow tenant that shows new objects late. */
export async function run() {
  const figures = [];
  for (const vendorId of ['airstack', 'askspoke', 'schoolstream-asa']) figures.push(...(await figuresOf(vendorId)));
  return {
    name: `Set-up: ${assigned} assignments, ${latencyMs} ms a request, ${replicationDelayMs} ms until new objects show`,
    figures,
  };
}
