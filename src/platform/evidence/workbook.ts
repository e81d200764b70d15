import writeXlsxFile, { type Sheet } from 'write-excel-file/node';
import type { WorkbookCell, WorkbookSheet } from '#core/audit/evidence-port';

/** More characters than a cell of a workbook takes. Source: support.microsoft.com (Excel specifications and limits) */
const longestCell = 32_767;

/**
 * Takes a text; gives it so that no program that opens or re-saves the sheet takes it for a formula: cells are typed as text, and
 * what begins like a formula gets an apostrophe in front, since a sheet saved as CSV loses its types.
 * Source: owasp.org/www-community/attacks/CSV_Injection
 */
export function safeText(text: string): string {
  const plain = [...text.replace(/\p{Cc}+/gu, ' ')].slice(0, longestCell - 1).join('');
  return /^\s*[=+\-@\uFF1D\uFF0B\uFF0D\uFF20|%]/u.test(plain) ? `'${plain}` : plain;
}

function cellOf(cell: WorkbookCell) {
  if (cell === null || cell === '') return null;
  if (typeof cell === 'number') return { value: cell, type: Number };
  if (typeof cell === 'boolean') return { value: cell ? 'yes' : 'no', type: String };
  return { value: safeText(cell), type: String, wrap: true, alignVertical: 'top' as const };
}

/** Takes sheets; gives the bytes of a workbook whose first rows stay in sight. No cell is ever a formula. */
export async function writeWorkbook(sheets: readonly WorkbookSheet[]): Promise<Uint8Array> {
  const made = sheets.map(({ name, columns, rows }) => ({
    sheet: name,
    stickyRowsCount: 1,
    columns: columns.map(({ width }) => ({ width })),
    data: [
      columns.map(({ heading }) => ({ value: heading, type: String, fontWeight: 'bold' as const })),
      ...rows.map((row) => row.map(cellOf)),
    ],
  }));
  const buffer = await writeXlsxFile(made as Sheet<never>[]).toBuffer();
  return new Uint8Array(buffer);
}
