import { describe, expect, it } from 'vitest';
import { followDeepLink } from '#main/follow-link';
import { deepLinkIn, mayOpenOutside, parseDeepLink } from '#main/links';
import { parseStartArguments } from '#main/start-arguments';
import { hrefOf, places } from '#renderer/lib/places';
import type { ServicePrincipalId } from '#shared/model/ids';

const id = '2818ad33-c67e-44a5-9caf-33ca6d8618ea' as ServicePrincipalId;
const tenantId = '5f4a3c9e-7d21-4b86-a3f5-0c2e91d7b6a8';
const link = `provisioning-console://app/${id}`;

describe('a deep link', () => {
  it('names an application and, if it wants, its tenant', () => {
    expect(parseDeepLink(link)).toEqual({ servicePrincipalId: id, tenantId: null });
    expect(parseDeepLink(`${link}?tenant=${tenantId}`)).toEqual({ servicePrincipalId: id, tenantId });
  });

  it.each([
    'provisioning-console://app/',
    'provisioning-console://app/1',
    `provisioning-console://app/${id}/start`,
    `provisioning-console://setup/${id}`,
    `provisioning-console://app/${id}?tenant=x`,
    `provisioning-console://app/${id}?tenant=${tenantId}&start=1`,
    `provisioning-console://app/${id}#/settings`,
    `provisioning-console://user@app/${id}`,
    `https://app/${id}`,
    `${link}\n--demo`,
    '',
  ])('is not "%s"', (text) => {
    expect(parseDeepLink(text)).toBeNull();
  });

  it('is found among the arguments of a start', () => {
    expect(deepLinkIn(['electron', '.', '--demo', link])?.servicePrincipalId).toBe(id);
    expect(parseStartArguments(['console', link], true)).toEqual({
      first: 'tenant',
      link: { servicePrincipalId: id, tenantId: null },
    });
  });

  it('leads a new window to the place where the page shows the application', () => {
    expect(hrefOf(places.application(id))).toBe(`#/apps/${id}`);
  });
});

describe('the tenant to begin with', () => {
  it.each([
    [['.'], false, 'demo'],
    [['.', '--tenant'], false, 'tenant'],
    [['console'], true, 'tenant'],
    [['console', '--demo'], true, 'demo'],
  ] as const)('%j, installed: %s → %s', (argv, installed, first) => {
    expect(parseStartArguments(argv, installed).first).toBe(first);
  });
});

describe('following a link', () => {
  const accounts = [
    { homeAccountId: 'h', tenantId, username: 'ada@fabrikam.example', displayName: null, cloud: 'Global' },
  ];
  const follow = async (toTenant: string | null, answer: boolean, known = accounts) => {
    const asked: string[] = [];
    const called: string[] = [];
    const shown: string[] = [];
    const answers: Record<string, unknown> = {
      'session.show': { account: { tenantId: 'here' } },
      'session.listAccounts': { accounts: known },
      'session.selectAccount': {},
    };
    await followDeepLink(
      { servicePrincipalId: id, tenantId: toTenant },
      {
        core: {
          dispatch: async (path) => {
            called.push(path);
            return { ok: true, data: answers[path] as never };
          },
        },
        ask: async (question) => {
          asked.push(question);
          return answer;
        },
        show: (application) => shown.push(application),
      },
    );
    return { asked: asked.length, called, shown };
  };

  it('asks nothing within the tenant', async () => {
    expect(await follow(null, false)).toEqual({ asked: 0, called: [], shown: [id] });
    expect(await follow('HERE', false)).toEqual({ asked: 0, called: ['session.show'], shown: [id] });
  });

  it('asks before it goes over to another tenant, and stays where it is without a yes', async () => {
    expect(await follow(tenantId, false)).toMatchObject({ asked: 1, shown: [] });
    expect(await follow(tenantId, false).then(({ called }) => called)).not.toContain('session.selectAccount');
    expect(await follow(tenantId, true)).toMatchObject({ asked: 1, shown: [id] });
  });

  it('writes nothing in any case', async () => {
    const { called } = await follow(tenantId, true);
    expect(called).toEqual(['session.show', 'session.listAccounts', 'session.selectAccount']);
    expect((await follow(tenantId, true, [])).called).not.toContain('session.selectAccount');
  });
});

describe('the system browser', () => {
  it('gets https addresses', () => {
    expect(mayOpenOutside('https://entra.microsoft.com/#view')).toBe(true);
  });

  it.each([
    'http://example.com',
    'file:///etc/passwd',
    'javascript:alert(1)',
    'ms-settings:privacy',
    'https://user:secret@example.com',
    'smb://server/share',
    'not an address',
  ])('does not get %s', (url) => {
    expect(mayOpenOutside(url)).toBe(false);
  });
});
