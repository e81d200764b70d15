import { PassThrough } from 'node:stream';
import { describe, expect, it } from 'vitest';
import { exitCodes } from '#cli/exit-codes';
import { createOutput, errorText, printable, progressText } from '#cli/output';
import { textTable } from '#cli/text-table';
import { errorCodes } from '#shared/contract/result';

function capture(json: boolean) {
  const stdout = new PassThrough();
  const stderr = new PassThrough();
  const read = (stream: PassThrough): string => String(stream.read() ?? '');
  return { output: createOutput({ json, stdout, stderr }), out: () => read(stdout), err: () => read(stderr) };
}

describe('exit codes', () => {
  it('exist for every error code and only take the values that the manual names', () => {
    expect(Object.keys(exitCodes).sort()).toEqual([...errorCodes].sort());
    expect(new Set(Object.values(exitCodes))).toEqual(new Set([1, 2, 3, 4, 5, 6, 70, 130]));
  });

  it.each([
    ['bad_request', 2],
    ['secret_required', 2],
    ['unauthenticated', 3],
    ['consent_required', 3],
    ['role_missing', 3],
    ['forbidden', 3],
    ['target_refused', 1],
    ['target_unreachable', 1],
    ['graph_error', 1],
    ['not_found', 1],
    ['throttled', 4],
    ['offline', 4],
    ['timeout', 4],
    ['plan_stale', 5],
    ['storage_corrupt', 6],
    ['internal', 70],
    ['cancelled', 130],
  ] as const)('%s is %d', (code, expected) => {
    expect(exitCodes[code]).toBe(expected);
  });
});

describe('the output of a command', () => {
  it('keeps data and words apart', () => {
    const { output, out, err } = capture(false);
    output.data({ a: 1 }, 'a table');
    output.note('a note');
    expect([out(), err()]).toEqual(['a table\n', 'a note\n']);
  });

  it('is one JSON value on stdout and JSON lines on stderr when asked for', () => {
    const { output, out, err } = capture(true);
    output.data({ a: 1 }, 'a table');
    output.note('a note');
    output.progress({ state: 'running', message: 'working' });
    output.signIn({ url: 'https://login.example/', userCode: 'ABC', message: 'Sign in' });
    output.error({ code: 'not_found', message: 'Gone.' }, 1);
    expect(JSON.parse(out())).toEqual({ a: 1 });
    const lines = err().trim().split('\n');
    expect(lines.map((line) => JSON.parse(line))).toEqual([
      { note: 'a note' },
      { progress: { state: 'running', message: 'working' } },
      { signInUrl: 'https://login.example/', userCode: 'ABC' },
      { error: { code: 'not_found', message: 'Gone.' }, exitCode: 1 },
    ]);
  });

  it('lets no name of a tenant steer the terminal', () => {
    expect(printable('a\u001b[2Jb\u0007\u202Ec\nd\te\r')).toBe('a\uFFFD[2Jb\uFFFD\uFFFDc\nd\te\uFFFD');
    const { output, out } = capture(false);
    output.data({}, 'evil\u001b]0;title\u0007');
    expect(out()).not.toContain('\u001b');
  });

  it('prints an error as sentence, next step, ids and code', () => {
    const text = errorText(
      {
        code: 'throttled',
        reason: 'reports',
        message: 'Too many requests.',
        nextStep: 'Wait.',
        requestId: 'r-1',
        retryAfterMs: 1500,
      },
      4,
    );
    expect(text.split('\n')).toEqual([
      'Error: Too many requests.',
      'What to do: Wait.',
      'Try again in 2 s.',
      '(throttled/reports; request-id r-1; exit code 4)',
    ]);
  });

  it('shows how far a step is, what was proved, and where a person has to go', () => {
    expect(progressText({ state: 'done', message: 'Assign', completed: 2, total: 5, verified: true })).toBe(
      'ok  Assign (2 of 5) [verified]',
    );
    expect(progressText({ state: 'personNeeded', message: 'Authorize', url: 'https://x.example/' })).toContain(
      'https://x.example/',
    );
  });
});

describe('textTable', () => {
  it('aligns by characters, not by bytes, and leaves nothing at the ends of lines', () => {
    expect(
      textTable(
        ['name', 'x'],
        [
          ['Łukasz', ''],
          ['😀', 'y'],
        ],
      ),
    ).toBe('NAME    X\nŁukasz\n😀       y');
  });
});
