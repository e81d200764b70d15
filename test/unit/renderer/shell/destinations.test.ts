import { describe, expect, it } from 'vitest';
import { type Destination, matching } from '#renderer/shell/destinations';

const places = ['Airstack', 'Cloud Academy - SSO', 'Settings', 'Sign-in to air'].map(
  (name): Destination => ({ name, kind: 'x', place: `/${name}` }),
);
const names = (typed: string): string[] => matching(places, typed).map(({ name }) => name);

describe('finding a place by name', () => {
  it('shows all when nothing is typed', () => {
    expect(names(' ')).toEqual(['Airstack', 'Cloud Academy - SSO', 'Settings', 'Sign-in to air']);
  });

  it('puts names that begin so first', () => {
    expect(names('air')).toEqual(['Airstack', 'Sign-in to air']);
  });

  it('wants every word, in any order', () => {
    expect(names('sso cloud')).toEqual(['Cloud Academy - SSO']);
  });

  it('finds nothing where nothing is called that', () => {
    expect(names('zebra')).toEqual([]);
  });

  it('shows no more than can be read', () => {
    const many = Array.from({ length: 50 }, (_, index) => ({ name: `app ${index}`, kind: 'x', place: `/${index}` }));
    expect(matching(many, 'app')).toHaveLength(9);
  });
});
