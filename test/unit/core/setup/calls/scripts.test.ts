import { describe, expect, it } from 'vitest';
import { httpFile } from '#core/setup/calls/script-http';
import { powershellScript } from '#core/setup/calls/script-powershell';
import type { Plan } from '#shared/model/plan';
import type { PlannedCall } from '#shared/model/planned-call';

const plan = {
  application: "Evil'\n'; Remove-Item /",
  vendor: 'airstack',
  tenantId: 'contoso',
} as unknown as Plan;

const call = (rest: Partial<PlannedCall>): PlannedCall => ({
  step: null,
  title: 'Do it',
  method: 'POST',
  path: '/servicePrincipals',
  headers: {},
  body: null,
  write: true,
  batched: false,
  note: null,
  captures: [],
  ...rest,
});

const calls: readonly PlannedCall[] = [
  call({
    captures: [{ name: 'servicePrincipalId', from: 'servicePrincipal.id' }],
    body: '{\n  "displayName": "$(x) \'@"\n}',
  }),
  call({
    method: 'PUT',
    path: "/servicePrincipals/{servicePrincipalId}/x(appId='a\u2019b')",
    body: '{ "value": "{secret:Token}" }',
  }),
  call({ title: 'Bad\nInvoke-Expression "x"', method: 'GET', path: '/x/schema', write: false }),
  call({ method: 'PUT', path: '/x/schema', note: 'the whole schema\nEdit this' }),
];
const graph = 'https://graph.example';
const powershell = powershellScript(plan, calls, { scopes: ['A.B'], graph });
const http = httpFile(plan, calls, { graph });

/** The lines of a script that PowerShell would run: no comments, no here-strings. */
function runLines(script: string): readonly string[] {
  const lines: string[] = [];
  let inside = false;
  for (const line of script.split('\n')) {
    if (inside) inside = !line.startsWith("'@");
    else if (!line.startsWith('#')) {
      lines.push(line);
      inside = line.endsWith("@'");
    }
  }
  return lines;
}

describe('the PowerShell script of a plan', () => {
  it('asks for secrets when it runs and fills placeholders from answers', () => {
    expect(powershell).toContain("$values['secret:Token'] = Read-Secret 'Token'");
    expect(powershell).toContain("$values['servicePrincipalId'] = $answer.servicePrincipal.id");
    expect(powershell).toContain('Invoke-MgGraphRequest -Method PUT');
  });

  it('lets no name or value leave its comment, its string or its here-string', () => {
    const lines = runLines(powershell);
    expect(lines.join('\n')).not.toMatch(/Remove-Item|Invoke-Expression/);
    expect(powershell).toContain("(appId=''a\u2019\u2019b'')");
    const bodies = powershell.split("@'\n").slice(1);
    expect(bodies[0]?.split("\n'@")[0]).toBe('{\n  "displayName": "$(x) \'@"\n}');
  });

  it('has a person edit a schema that nobody has read yet', () => {
    expect(powershell).toContain('$schema = $answer');
    expect(powershell).toContain('$schema | ConvertTo-Json');
    expect(powershell).toContain('# Edit this');
  });
});

describe('the HTTP file of a plan', () => {
  it('has variables for token, secrets and ids', () => {
    expect(http).toContain('@token = <access token>');
    expect(http).toContain('@secret_Token = <Token>');
    expect(http).toContain('@servicePrincipalId = {{call1.response.body.$.servicePrincipal.id}}');
    expect(http).toContain('{ "value": "{{secret_Token}}" }');
    expect(http).toContain('# @name call1');
  });

  it('begins a request for each call and keeps what is written in comments there', () => {
    expect(http.match(/^### /gm)).toHaveLength(calls.length);
    expect(http).not.toMatch(/^'; Remove-Item/m);
    expect(http).not.toMatch(/^Invoke-Expression/m);
  });
});
