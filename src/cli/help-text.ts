/** What the program is called in examples. */
export const programName = 'provisioning-console';

/** What stands under the list of commands. */
export const manual = `
How it works:
  A configuration (YAML or JSON) says how provisioning of one gallery application should be set up. "setup plan" compares
  it with the tenant and shows every step; "setup apply" carries the steps out, reads each one back, and can be run again
  at any time: what is done already is not done twice. "export" writes such a file from an application that exists.

First steps:
  $ ${programName} demo run                                   the whole story on a tenant inside this program
  $ ${programName} vendors list --demo
  $ ${programName} login --client-id 11111111-2222-3333-4444-555555555555
  $ ${programName} setup plan airstack.yaml
  $ ${programName} setup apply airstack.yaml --secret SecretToken=prompt

A tenant to try things on, for several commands:
  $ ${programName} demo serve &                               prints {"endpoints":"…/endpoints.json", …}
  $ ${programName} gallery search airstack --endpoints …/endpoints.json

Secrets:
  A secret never comes from an argument or a file. Bind its label to a variable, a prompt or standard input:
  --secret SecretToken=env:PROVISIONING_SECRET_AIRSTACK, --secret SecretToken=prompt, --secret SecretToken=stdin.
  Only variables whose names start with PROVISIONING_SECRET_ are read.

Output:
  Data goes to stdout: a table or text, or JSON with --json. Progress, questions and errors go to stderr, with --json as
  JSON lines: {"progress":…}, {"note":…}, {"signInUrl":…}, {"error":…,"exitCode":…}.

Exit codes:
    0  done
    1  refused by Microsoft Graph or by the application's own server; or a person was left out on demand
    2  bad input, or an answer is needed that nobody was there to give
    3  sign-in, role or consent needed; or a person has to authorize the application
    4  not now: throttled, offline, timed out, disk full
    5  the tenant changed since the plan was made; plan again
    6  evidence on this machine cannot be trusted (journal or settings damaged)
   70  a fault of this program
  130  cancelled

Environment:
  HTTPS_PROXY, HTTP_PROXY, NO_PROXY   the proxy for all traffic, sign-in included
  PROVISIONING_SECRET_…               values for --secret; removed from the environment once they are read
  NODE_EXTRA_CA_CERTS                 further issuers to trust, as for every Node program; see also --ca
`;
