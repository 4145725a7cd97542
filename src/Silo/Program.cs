using Experiments.Silo.Hosting;

return await SiloProcess.RunAsync(args);
