import type { HostView } from '#shared/model/host';
import type { SettingsView } from '#shared/model/settings';

/** What a report for whoever helps is made of. */
export interface DiagnosticFacts {
  readonly at: number;
  readonly host: HostView;
  readonly settings: SettingsView;
  readonly persistence: 'keychain' | 'process';
  readonly signedIn: boolean;
  /** The end of the program's own log, which never gets a secret. */
  readonly log: string;
}

/** Takes the facts; gives the file name and the text of the report. Who is signed in, and where, is not in it. */
export function diagnosticReport(facts: DiagnosticFacts): { readonly name: string; readonly text: string } {
  const at = new Date(facts.at).toISOString();
  const { clouds: _all, ...settings } = facts.settings;
  const head = {
    at,
    program: facts.host,
    settings: { ...settings, proxy: { ...settings.proxy, address: settings.proxy.address === null ? null : '(set)' } },
    signIn: { signedIn: facts.signedIn, kept: facts.persistence },
  };
  return {
    name: `provisioning-console-diagnostics-${at.slice(0, 10)}.txt`,
    text: `${JSON.stringify(head, null, 2)}\n\n${facts.log}`,
  };
}
