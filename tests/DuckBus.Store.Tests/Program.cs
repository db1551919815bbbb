using DuckBus.Store.Tests.Embedded;
using Xunit.Runner.InProc.SystemConsole;

return args is [WriterProcess.Argument, var directory]
    ? await WriterProcess.WriteForeverAsync(directory)
    : await ConsoleRunner.Run(args);
