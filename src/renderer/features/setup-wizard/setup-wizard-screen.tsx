import type { ReactElement } from 'react';
import { useLocation } from 'wouter';
import { BeginSetUp } from './begin-set-up.tsx';
import { OpenSetUp } from './open-set-up.tsx';
import { VendorPicker } from './vendor-picker.tsx';
import { wizardPlaceOf } from './wizard-places.ts';

/** Gives the pages that set up an application: the choice of a vendor, then the steps that its profile asks for. */
export function SetupWizardScreen(): ReactElement {
  const [path] = useLocation();
  const place = wizardPlaceOf(path);
  if (place.kind === 'draft') return <OpenSetUp key={place.id} id={place.id} step={place.step} />;
  if (place.kind === 'begin') return <BeginSetUp key={place.vendor} vendor={place.vendor} />;
  return <VendorPicker />;
}
