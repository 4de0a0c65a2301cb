/** What the SDK and the tag say to people, in French and English. */

const TEXTS = {
  en: {
    menu: "Menu of this number",
    before: (/** @type {string} */ name) => `Before you call ${name}`,
    after: (/** @type {string} */ name) => `After your call with ${name}`,
    call: "Call now",
    close: "Close",
    yes: "Accept",
    no: "Refuse",
    off: "No",
    coarse: "Area of about 6 km",
    precise: "Exact place",
    shared: "Location shared:",
    stop: "Stop sharing",
    notice: "This app shows a menu when you call certain companies. For those calls only, it notes the line, the time and your choices, to run the service. Other calls never leave your device.",
    "location-service": "May this service use where you are?",
    "contact-display": "May names from your address book be shown instead of numbers? They are read on this device and never sent.",
    "user-analytics": "May your device's advertising identifier be used to measure how the service is used?",
    "device-registration": "May your device's serial numbers be used to register it, and for nothing else?",
  },
  fr: {
    menu: "Menu de ce numéro",
    before: (/** @type {string} */ name) => `Avant d’appeler le ${name}`,
    after: (/** @type {string} */ name) => `Après votre appel au ${name}`,
    call: "Appeler",
    close: "Fermer",
    yes: "Accepter",
    no: "Refuser",
    off: "Non",
    coarse: "Zone d’environ 6 km",
    precise: "Lieu exact",
    shared: "Position partagée :",
    stop: "Ne plus partager",
    notice: "Cette application affiche un menu quand vous appelez certaines entreprises. Pour ces appels seulement, elle note la ligne, l’heure et vos choix, afin de rendre le service. Vos autres appels ne quittent jamais cet appareil.",
    "location-service": "Ce service peut-il utiliser votre position ?",
    "contact-display": "Les noms de votre carnet d’adresses peuvent-ils remplacer les numéros affichés ? Ils sont lus sur cet appareil et jamais envoyés.",
    "user-analytics": "L’identifiant publicitaire de votre appareil peut-il servir à mesurer l’usage du service ?",
    "device-registration": "Les numéros de série de votre appareil peuvent-ils servir à l’enregistrer, et à rien d’autre ?",
  },
};

/** The texts for `fr`, `fr-FR`, …; English for languages that we do not speak. @param {string} culture */
export function textsFor(culture) {
  return /^fr\b/i.test(culture) ? TEXTS.fr : TEXTS.en;
}
