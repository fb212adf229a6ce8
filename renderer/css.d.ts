// Every class of a style sheet is there; Vite would fail to build a sheet that is not.
declare module '*.module.css' {
  const classes: Readonly<Record<string, string>>;
  export default classes;
}
declare module '*.css';
