import type { BundleContent } from '#core/audit/bundle-content';
import type { BundleWriter, EvidencePort } from '#core/audit/evidence-port';
import type { Manifest } from '#core/audit/manifest';
import type { Observed } from '#core/audit/observations';
import { applicationSection } from './application-section.ts';
import { type ApplicationTexts, readTexts } from './bundle-texts.ts';
import { bullets, escaped, type Html, markup } from './html.ts';
import {
  completenessPart,
  contents,
  howToVerify,
  origin,
  redactionPart,
  reviewPart,
  summary,
  top,
} from './report-front.ts';
import { reportStyle } from './style.ts';
import { createWorkbookRows, frontSheets } from './workbook-sheets.ts';

interface ForPeople {
  readonly content: BundleContent;
  readonly plain: BundleWriter;
  readonly evidence: Pick<EvidencePort, 'workbook'>;
  readonly manifest: Manifest;
  readonly observations: readonly Observed[];
}

async function styleHash(): Promise<string> {
  const digest = await crypto.subtle.digest('SHA-256', new TextEncoder().encode(reportStyle));
  return btoa(String.fromCharCode(...new Uint8Array(digest)));
}

/** No script runs in the report, and nothing is loaded: whoever opens it talks to nobody. */
async function head(manifest: Manifest): Promise<string> {
  const policy = `default-src 'none'; style-src 'sha256-${await styleHash()}'; base-uri 'none'; form-action 'none'`;
  return `<!doctype html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta http-equiv="Content-Security-Policy" content="${policy}">
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta name="referrer" content="no-referrer">
<title>Provisioning evidence: ${escaped(manifest.tenant.name).html}</title>
<style>${reportStyle}</style>
</head>
<body>
<a class="skip" href="#summary">Skip to the summary</a>
<main>`;
}

/** An application of which nothing could be read has a section too: what is missing is said where people look. */
const emptySection = ({ servicePrincipalId, displayName, reasons }: Manifest['applications'][number]): Html =>
  markup`<section aria-labelledby="app-${servicePrincipalId}"><h3 id="app-${servicePrincipalId}">${displayName}</h3><p class="status partial"><strong>PARTIAL.</strong> This application could not be read.</p>${bullets(reasons)}</section>\n`;

/**
 * Writes report.html and report.xlsx from the files of the bundle, one application at a time, so that only one is held. Raises what
 * writing raises.
 */
export async function writeForPeople({ content, plain, evidence, manifest, observations }: ForPeople): Promise<void> {
  const report = await content.writer.lines('report.html');
  const rows = createWorkbookRows();
  const front = [
    top(manifest),
    contents(manifest),
    summary(manifest, observations),
    origin(manifest),
    howToVerify(manifest),
    completenessPart(manifest),
    redactionPart(manifest),
    reviewPart(manifest),
    markup`<h2 id="applications">Applications</h2>\n`,
  ];
  await report.add(await head(manifest));
  for (const { html } of front) await report.add(html);
  const written = new Set(content.files().map(({ path }) => path));
  for (const application of manifest.applications) {
    const { folder, reasons, complete } = application;
    const isThere = written.has(`observations/${folder}/status.json`);
    const texts: ApplicationTexts | null = isThere ? await readTexts(plain.reread, folder) : null;
    if (texts !== null) rows.add(texts, complete);
    await report.add((texts === null ? emptySection(application) : applicationSection(texts, reasons)).html);
  }
  await report.add('</main>\n</body>\n</html>');
  await report.end();
  const sheets = [...frontSheets(manifest, observations), ...rows.sheets()];
  await content.bytes('report.xlsx', await evidence.workbook(sheets));
}
