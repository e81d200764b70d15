/** Takes a stream of UTF-8 and what to do with a line; gives each whole line, without its break, until the stream ends. */
export async function readLines(body: ReadableStream<Uint8Array>, tell: (line: string) => void): Promise<void> {
  const reader = body.getReader();
  const decoder = new TextDecoder();
  let rest = '';
  for (;;) {
    const { done, value } = await reader.read();
    if (done) return;
    const lines = (rest + decoder.decode(value, { stream: true })).split('\n');
    rest = lines.pop() ?? '';
    for (const line of lines) if (line !== '') tell(line);
  }
}
