import { Link } from '@fluentui/react-components';
import type { ReactElement } from 'react';
import { hrefOf, places } from '#renderer/lib/places';
import { text } from '#renderer/lib/text';

/** Gives the link that stands above every page of the library. */
export const BackToLibrary = (): ReactElement => <Link href={hrefOf(places.profiles)}>{text('profiles.back')}</Link>;
