// The extension's API, where page modules and extension scripts meet it.
declare const chrome: any;
