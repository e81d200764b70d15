import { describe, expect, it } from 'vitest';
import { systemTheme } from '#renderer/lib/system-theme';

describe('the theme of the system', () => {
  it.each([
    [{ dark: false, contrast: false, forced: false }, 'light'],
    [{ dark: true, contrast: false, forced: false }, 'dark'],
    [{ dark: true, contrast: true, forced: false }, 'highContrast'],
    [{ dark: false, contrast: true, forced: true }, 'light'],
    [{ dark: true, contrast: true, forced: true }, 'dark'],
  ])('%o is %s', (look, name) => {
    expect(systemTheme(look)).toBe(name);
  });
});
