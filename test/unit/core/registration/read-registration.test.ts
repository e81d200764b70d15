import { describe, expect, it } from 'vitest';
import { readRegistration } from '#core/registration/read-registration';
import { azureCliScript, powershellScript } from '#core/registration/registration-scripts';

const states = (page: string): string[] => readRegistration(page).map(({ state }) => state);
const page = (number: string): string => `<html>"sErrorCode":"x","strMessage":"AADSTS${number}: something"</html>`;

describe('what the sign-in service says about a registration', () => {
  it.each([
    ['nobody is signed in', page('50058'), ['passed', 'passed', 'passed']],
    ['consent is missing', page('65001'), ['passed', 'passed', 'passed']],
    ['form posts the error', '<input name="error" value="login_required">', ['passed', 'passed', 'passed']],
    ['the tenant is unknown', page('90002'), ['failed', 'unknown', 'unknown']],
    ['the application is unknown', page('700016'), ['passed', 'failed', 'unknown']],
    ['the redirect is not registered', page('50011'), ['passed', 'passed', 'failed']],
    ['an error is not known here', page('9999999'), ['unknown', 'unknown', 'unknown']],
    ['a page says nothing', '<html></html>', ['unknown', 'unknown', 'unknown']],
  ])('when %s', (_when, answer, expected) => {
    expect(states(answer)).toEqual(expected);
  });

  it('names the number of an error that is not known here, and what to do', () => {
    const [first] = readRegistration(page('9999999'));
    expect(first?.detail).toContain('AADSTS9999999');
    expect(first?.nextStep).not.toBeNull();
  });

  it('says what to do about each failure', () => {
    for (const number of ['90002', '700016', '50011', '7000112']) {
      const failed = readRegistration(page(number)).filter(({ state }) => state === 'failed');
      expect(failed.map(({ nextStep }) => (nextStep ?? '').length > 20)).toEqual([true]);
    }
  });
});

describe('the scripts that register', () => {
  const cloud = (graph: string) => ({ name: 'x', authority: 'https://login.x', graph, adminCenter: '', builtIn: true });
  const registration = (graph: string) => ({
    displayName: 'Provisioning Console',
    redirectUri: 'http://localhost',
    cloud: cloud(graph),
    tenant: 'contoso.com',
    scopes: ['User.Read', 'Synchronization.ReadWrite.All'],
  });

  it.each([
    ['https://graph.microsoft.com', '-Environment Global', '--name AzureCloud'],
    ['https://graph.microsoft.us', '-Environment USGov ', '--name AzureUSGovernment'],
    ['https://dod-graph.microsoft.us', '-Environment USGovDoD', '--name AzureUSGovernment'],
    ['https://microsoftgraph.chinacloudapi.cn', '-Environment China', '--name AzureChinaCloud'],
    ['https://graph.demo.example', '-Environment Global', '--name AzureCloud'],
  ])('go to the cloud of %s', (graph, powershell, azureCli) => {
    expect(powershellScript(registration(graph))).toContain(powershell);
    expect(azureCliScript(registration(graph))).toContain(azureCli);
  });

  it('ask for a public client with the redirect, and for each permission by name', () => {
    for (const script of [powershellScript, azureCliScript]) {
      const text = script(registration('https://graph.microsoft.com'));
      for (const part of ['http://localhost', 'User.Read', 'Synchronization.ReadWrite.All', 'AzureADMyOrg'])
        expect(text).toContain(part);
      expect(text).toMatch(/IsFallbackPublicClient|--is-fallback-public-client true/);
    }
  });
});
