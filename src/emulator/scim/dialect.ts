/** What a vendor's server does with users, or with groups. */
export interface ResourceDialect {
  /** Attribute paths that the vendor keeps; `any` keeps all. */
  readonly attributes: readonly string[] | 'any';
  /** Attribute paths without which a create is refused with 400. */
  readonly required: readonly string[];
  /** Attributes a filter may name (beside `id` and `members`); `any` allows all. */
  readonly filterable: readonly string[] | 'any';
  /** What happens to attributes the vendor does not know: dropped in silence, or refused with 400. */
  readonly unknown: 'ignore' | 'refuse';
}

/** The vendor's own sign-in, for vendors whose tokens come from an OAuth code exchange. */
export interface OAuthDialect {
  readonly authorizePath: string;
  readonly tokenPath: string;
  readonly clientId: string;
  readonly accessTokenLifetimeSeconds: number;
}

/** Everything in which one vendor's SCIM server differs from the next. */
export interface VendorDialect {
  readonly vendorId: string;
  readonly displayName: string;
  /** Public https origins; the first one stands in `Location` and `meta.location`. */
  readonly origins: readonly string[];
  /** Path of the SCIM root below the origin, without a slash at its end. */
  readonly basePath: string;
  readonly user: ResourceDialect;
  /** null: the vendor has no groups. */
  readonly group: ResourceDialect | null;
  /** False: a PATCH operation without `path` (what the flag aadOptscim062020 sends) is refused. */
  readonly acceptsPathlessPatch: boolean;
  readonly userNameCaseExact: boolean;
  readonly maxPageSize: number;
  /** How long older tokens live on after a new one was made; null: until revoked. */
  readonly tokenOverlapMs: number | null;
  /** How long a token of its console lives, which then is a JWT that says so; null: opaque, until revoked. */
  readonly jwtLifetimeMs: number | null;
  readonly oauth: OAuthDialect | null;
}
