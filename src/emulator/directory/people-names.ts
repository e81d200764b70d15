/** Names and places of generated people; the spellings are what makes directories hard. */
export const givenNames: readonly string[] =
  'Anna Björn Carmen David Elif François Grace Henrik Ingrid Jürgen Kenji Lucía Magnus Nadia Ola Priya Quentin Rosa Søren Tomáš Uma Viktor Wiktoria Xin Yuki Zoë Amina Bruno Chloé Dmitri Emma Fatima Giulia Hiroshi Isla João Katarzyna Liam Mehmet Noah Oliver Paula Rasmus Siobhán Thu Ulrike Vera Walid Aino Łukasz'.split(
    ' ',
  );

export const surnames: readonly string[] =
  'Andersson Brown Chen Dubois Evans Fischer García Hansen Ivanov Johansson Kowalski Larsen Müller Nielsen O’Brien Petrov Quinn Rossi Sørensen Tanaka Ueda Virtanen Weiss Xu Yılmaz Zhang Åkesson Berg Costa Demir Eriksen Fernández Gómez Hoffmann Ito Jensen Kaya Lindqvist Murphy Novák Okafor Pereira Ramos Schmidt Silva Takahashi Urban Vogel Walsh Wójcik Strand Halvorsen Nyberg Moreau Laurent Bianchi Ricci Kim Park Nguyen'.split(
    ' ',
  );

export const departments: readonly { readonly name: string; readonly titles: readonly string[] }[] = [
  { name: 'Sales', titles: ['Account Executive', 'Sales Manager', 'Sales Representative'] },
  { name: 'Marketing', titles: ['Brand Manager', 'Content Writer', 'Campaign Manager'] },
  { name: 'Finance', titles: ['Accountant', 'Controller', 'Internal Auditor'] },
  { name: 'Human Resources', titles: ['Recruiter', 'People Partner', 'Payroll Specialist'] },
  { name: 'IT', titles: ['System Administrator', 'Service Desk Agent', 'Network Engineer'] },
  { name: 'Engineering', titles: ['Software Engineer', 'Test Engineer', 'Engineering Manager'] },
  { name: 'Research', titles: ['Scientist', 'Laboratory Technician', 'Research Lead'] },
  { name: 'Operations', titles: ['Plant Operator', 'Shift Lead', 'Planner'] },
  { name: 'Customer Service', titles: ['Support Agent', 'Team Lead', 'Quality Coach'] },
  { name: 'Legal', titles: ['Counsel', 'Paralegal', 'Compliance Officer'] },
  { name: 'Procurement', titles: ['Buyer', 'Category Manager', 'Contract Manager'] },
  { name: 'Logistics', titles: ['Dispatcher', 'Warehouse Lead', 'Driver'] },
];

export const places: readonly {
  readonly city: string;
  readonly country: string;
  readonly usageLocation: string;
  readonly language: string;
  readonly street: string;
  readonly dial: string;
}[] = [
  { city: 'Oslo', country: 'Norway', usageLocation: 'NO', language: 'nb-NO', street: 'Karl Johans gate', dial: '+47' },
  { city: 'København', country: 'Denmark', usageLocation: 'DK', language: 'da-DK', street: 'Strøget', dial: '+45' },
  {
    city: 'Zürich',
    country: 'Switzerland',
    usageLocation: 'CH',
    language: 'de-CH',
    street: 'Bahnhofstrasse',
    dial: '+41',
  },
  { city: 'Paris', country: 'France', usageLocation: 'FR', language: 'fr-FR', street: 'Rue de la Paix', dial: '+33' },
  { city: 'Kraków', country: 'Poland', usageLocation: 'PL', language: 'pl-PL', street: 'Grodzka', dial: '+48' },
  {
    city: 'İstanbul',
    country: 'Türkiye',
    usageLocation: 'TR',
    language: 'tr-TR',
    street: 'İstiklal Caddesi',
    dial: '+90',
  },
  { city: 'Tokyo', country: 'Japan', usageLocation: 'JP', language: 'ja-JP', street: 'Chuo-dori', dial: '+81' },
  {
    city: 'Austin',
    country: 'United States',
    usageLocation: 'US',
    language: 'en-US',
    street: 'Congress Avenue',
    dial: '+1',
  },
];
