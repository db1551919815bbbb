using System.Runtime.CompilerServices;

[assembly: InternalsVisibleTo("DuckBus.Store.Tests")]
