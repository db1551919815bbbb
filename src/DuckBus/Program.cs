return await DuckBus.CommandLine.Cli.RunAsync(args);
