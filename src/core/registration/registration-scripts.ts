import type { Cloud } from '#shared/model/session';

/** Application id of Microsoft Graph in every tenant. Source: learn.microsoft.com/graph/permissions-reference */
const graphAppId = '00000003-0000-0000-c000-000000000000';

/** How a cloud is called by the two tools. Sources: learn.microsoft.com/powershell/microsoftgraph/authentication-commands, learn.microsoft.com/cli/azure/manage-clouds-azure-cli */
const toolNames: Readonly<Record<string, { readonly powershell: string; readonly azureCli: string }>> = {
  'https://graph.microsoft.com': { powershell: 'Global', azureCli: 'AzureCloud' },
  'https://graph.microsoft.us': { powershell: 'USGov', azureCli: 'AzureUSGovernment' },
  'https://dod-graph.microsoft.us': { powershell: 'USGovDoD', azureCli: 'AzureUSGovernment' },
  'https://microsoftgraph.chinacloudapi.cn': { powershell: 'China', azureCli: 'AzureChinaCloud' },
};

const elsewhere = { powershell: 'Global', azureCli: 'AzureCloud' } as const;

/** What both scripts register. */
export interface Registration {
  readonly displayName: string;
  readonly redirectUri: string;
  readonly cloud: Cloud;
  /** Id or domain; letters, digits, dots and hyphens only. */
  readonly tenant: string;
  /** Short names of delegated permissions. */
  readonly scopes: readonly string[];
}

/**
 * Takes what to register; gives a PowerShell script that does it and prints the application id. Permission ids are looked up
 * by name, so that none is written here. Source: learn.microsoft.com/powershell/module/microsoft.graph.applications/new-mgapplication
 */
export function powershellScript({ displayName, redirectUri, cloud, tenant, scopes }: Registration): string {
  const { powershell } = toolNames[cloud.graph] ?? elsewhere;
  return [
    `Connect-MgGraph -TenantId '${tenant}' -Environment ${powershell} -Scopes 'Application.ReadWrite.All'`,
    '',
    `$graph = Get-MgServicePrincipal -Filter "appId eq '${graphAppId}'"`,
    `$names = ${scopes.map((scope) => `'${scope}'`).join(', ')}`,
    '$access = $graph.Oauth2PermissionScopes | Where-Object Value -In $names |',
    "  ForEach-Object { @{ Id = $_.Id; Type = 'Scope' } }",
    '',
    `$app = New-MgApplication -DisplayName '${displayName}' -SignInAudience AzureADMyOrg \``,
    `  -IsFallbackPublicClient -PublicClient @{ RedirectUris = @('${redirectUri}') } \``,
    '  -RequiredResourceAccess @(@{ ResourceAppId = $graph.AppId; ResourceAccess = @($access) })',
    'New-MgServicePrincipal -AppId $app.AppId | Out-Null',
    '',
    '"Application (client) id: $($app.AppId)"',
  ].join('\n');
}

/** Takes what to register; gives a Bash script for the Azure CLI that does it and prints the application id. Source: learn.microsoft.com/cli/azure/ad/app */
export function azureCliScript({ displayName, redirectUri, cloud, tenant, scopes }: Registration): string {
  const { azureCli } = toolNames[cloud.graph] ?? elsewhere;
  return [
    `az cloud set --name ${azureCli}`,
    `az login --tenant '${tenant}' --allow-no-subscriptions`,
    '',
    `app_id=$(az ad app create --display-name '${displayName}' --sign-in-audience AzureADMyOrg \\`,
    `  --is-fallback-public-client true --public-client-redirect-uris '${redirectUri}' --query appId --output tsv)`,
    'az ad sp create --id "$app_id" --output none',
    '',
    `for name in ${scopes.join(' ')}; do`,
    `  scope_id=$(az ad sp show --id ${graphAppId} \\`,
    '    --query "oauth2PermissionScopes[?value==\'$name\'].id" --output tsv)',
    '  az ad app permission add --id "$app_id" \\',
    `    --api ${graphAppId} --api-permissions "$scope_id=Scope"`,
    'done',
    '',
    'echo "Application (client) id: $app_id"',
  ].join('\n');
}
